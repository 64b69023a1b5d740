"""The database refuses a voice after the deadline or on a question that is over, by somebody without the board's mandate, for an
option of another question, or by a person who advised for another board; and any change of a voice, of an option, of the
boards that are asked, or of how a question was asked.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION questions_may_speak(person bigint, board bigint, at_moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_mandate mandate
        JOIN access_membership membership ON membership.id = mandate.membership_id
        WHERE membership.person_id = person AND membership.organisation_id = board AND mandate.kind = 'vote'
        AND daterange(mandate.valid_from, mandate.valid_to) @> (at_moment AT TIME ZONE 'Europe/Brussels')::date
        AND daterange(membership.valid_from, membership.valid_to) @> (at_moment AT TIME ZONE 'Europe/Brussels')::date
    )
$$;

CREATE FUNCTION questions_one_voice_per_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked record;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'voice_stays: what a board answered is not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT question.*, voter.organisation_id AS board INTO asked
        FROM questions_voter voter JOIN questions_question question ON question.id = voter.question_id
        WHERE voter.id = NEW.voter_id;
    IF asked.board <> NEW.organisation_id THEN
        RAISE EXCEPTION 'voice_of_its_board: the voice is not of the board that is asked.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF asked.state <> 'open' OR NEW.decided_on > asked.deadline_on
        OR (NOT NEW.is_from_paper AND (NEW.given_at AT TIME ZONE 'Europe/Brussels')::date > asked.deadline_on) THEN
        RAISE EXCEPTION 'voice_in_time: question % is over.', asked.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.option_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM questions_option WHERE id = NEW.option_id AND question_id = asked.id) THEN
        RAISE EXCEPTION 'voice_for_an_option: option % is of another question.', NEW.option_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF asked.kind = 'decision' AND NOT NEW.is_from_paper
        AND NOT questions_may_speak(NEW.given_by_id, NEW.organisation_id, NEW.given_at) THEN
        RAISE EXCEPTION 'voice_by_mandate: person % holds no mandate to give the voice of organisation %.',
            NEW.given_by_id, NEW.organisation_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF asked.kind = 'advice' AND EXISTS (
        SELECT 1 FROM questions_voice voice JOIN questions_voter voter ON voter.id = voice.voter_id
        WHERE voter.question_id = asked.id AND voter.id <> NEW.voter_id AND voice.given_by_id = NEW.given_by_id) THEN
        RAISE EXCEPTION 'one_voice_per_person: person % advised for another board.', NEW.given_by_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION questions_stay_as_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR
        (OLD.partnership_id, OLD.kind, OLD.title, OLD.text, OLD.shows, OLD.quorum, OLD.majority, OLD.deadline_on)
        IS DISTINCT FROM
        (NEW.partnership_id, NEW.kind, NEW.title, NEW.text, NEW.shows, NEW.quorum, NEW.majority, NEW.deadline_on) THEN
        RAISE EXCEPTION 'stays_as_asked: how a question was asked, and its outcome, are not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION questions_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows_stay: options and boards of a question are not changed.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER one_voice_per_board BEFORE INSERT OR UPDATE OR DELETE ON questions_voice
    FOR EACH ROW EXECUTE FUNCTION questions_one_voice_per_board();
CREATE TRIGGER question_stays BEFORE UPDATE OR DELETE ON questions_question
    FOR EACH ROW EXECUTE FUNCTION questions_stay_as_asked();
CREATE TRIGGER option_stays BEFORE UPDATE OR DELETE ON questions_option
    FOR EACH ROW EXECUTE FUNCTION questions_rows_stay();
CREATE TRIGGER voter_stays BEFORE UPDATE OR DELETE ON questions_voter
    FOR EACH ROW EXECUTE FUNCTION questions_rows_stay();
"""

ALLOW = """
DROP TRIGGER voter_stays ON questions_voter;
DROP TRIGGER option_stays ON questions_option;
DROP TRIGGER question_stays ON questions_question;
DROP TRIGGER one_voice_per_board ON questions_voice;
DROP FUNCTION questions_rows_stay();
DROP FUNCTION questions_stay_as_asked();
DROP FUNCTION questions_one_voice_per_board();
DROP FUNCTION questions_may_speak(bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0001_questions"),
        ("access", "0003_a_mandate_to_vote"),
    ]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
