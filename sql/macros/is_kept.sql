-- Whether a line with this role belongs to the article. The others are set aside, never deleted.
CREATE OR REPLACE MACRO is_kept(line_role) AS
    line_role NOT IN ('repeat', 'boilerplate', 'promo', 'blank', 'markup');
