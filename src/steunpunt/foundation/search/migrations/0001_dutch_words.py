"""How the platform compares what somebody typed with what there is: one configuration and one function, for everybody.

`steunpunt_nl` reads Dutch words without their accents and by their stem: besturen is bestuur.
`steunpunt_match(words, names, rest)` answers how well a thing fits all the words: 0 when one of them is nowhere in it.
"""

from django.db import migrations

CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION steunpunt_nl (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION steunpunt_nl ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
"""

# What each word earns, the best that holds: 1 a name has the word, its stem or its beginning; 0.8 a name has it inside
# a longer word; 0.6 the rest has it; up to 0.5 a name is much like it (a slip of the fingers). Words without meaning
# of their own (de, van, een) do not count. A thing in which every word was found as typed stays above 0.5, and among
# those the name that is most like all the words together comes first.
FUNCTION = """
CREATE FUNCTION steunpunt_match(words text[], names text, rest text) RETURNS double precision
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH thing AS (
    SELECT lower(unaccent(coalesce(names, ''))) AS names,
           lower(unaccent(coalesce(rest, ''))) AS rest,
           to_tsvector('steunpunt_nl', coalesce(names, '')) AS name_stems,
           to_tsvector('steunpunt_nl', coalesce(rest, '')) AS rest_stems
), asked AS (
    SELECT lower(unaccent(word)) AS word, plainto_tsquery('steunpunt_nl', word) AS stem FROM unnest(words) AS word
), earned AS (
    SELECT CASE
        WHEN position(' ' || word IN ' ' || thing.names) > 0 OR thing.name_stems @@ stem THEN 1.0
        WHEN length(word) > 2 AND position(word IN thing.names) > 0 THEN 0.8
        WHEN position(' ' || word IN ' ' || thing.rest) > 0 OR thing.rest_stems @@ stem THEN 0.6
        WHEN length(word) > 3 AND word_similarity(word, thing.names) >= 0.5 THEN word_similarity(word, thing.names) / 2
        ELSE 0
    END AS points
    FROM asked, thing WHERE numnode(stem) > 0
)
SELECT CASE
    WHEN min(points) > 0.5
    THEN 0.9 * avg(points) + 0.1 * (SELECT similarity(array_to_string(words, ' '), thing.names) FROM thing)
    ELSE coalesce(min(points), 0)
END::double precision FROM earned
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_extensions")]
    operations = [
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION steunpunt_nl;"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION steunpunt_match(text[], text, text);"),
    ]
