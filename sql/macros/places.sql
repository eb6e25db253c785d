-- How many words stand before each printing of a phrase of so many words, in a text that was split at the phrase.
CREATE OR REPLACE MACRO places(cuts, size) AS list_transform(
    range(1, len(cuts)),
    lambda n: (n - 1) * size + (length(array_to_string(cuts[1:n], '')) - length(replace(array_to_string(cuts[1:n], ''), ' ', ''))) // 2
);
