-- Whether a text holds a phrase: the same words in the same order, without case, accents and punctuation.
CREATE OR REPLACE MACRO holds(printed, phrase) AS printings(printed, phrase) > 0;
