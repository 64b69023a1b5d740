"""The database refuses any change of minutes that are approved: the meeting, its points, who was there, what has to be done
(but that it was done). It also refuses an approval before everybody who was there with a vote agreed.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION meetings_approved_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'approved' THEN
        RAISE EXCEPTION 'approved_stay: minutes that are approved are not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'approved' AND (
        NOT EXISTS (SELECT 1 FROM meetings_invitee WHERE meeting_id = NEW.id AND agreed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM meetings_invitee WHERE meeting_id = NEW.id AND was_there AND has_vote AND agreed_at IS NULL)) THEN
        RAISE EXCEPTION 'approved_by_all: not everybody who was there with a vote agreed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION meetings_parts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    meeting bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN meeting := NEW.meeting_id; ELSE meeting := OLD.meeting_id; END IF;
    IF EXISTS (SELECT 1 FROM meetings_meeting WHERE id = meeting AND state = 'approved') THEN
        RAISE EXCEPTION 'approved_stay: minutes that are approved are not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION meetings_action_points_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_meeting WHERE id = OLD.meeting_id AND state = 'approved') AND (
        TG_OP = 'DELETE' OR (OLD.meeting_id, OLD.title, OLD.owner_id, OLD.due_on)
        IS DISTINCT FROM (NEW.meeting_id, NEW.title, NEW.owner_id, NEW.due_on)) THEN
        RAISE EXCEPTION 'approved_stay: minutes that are approved are not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER approved_stay BEFORE UPDATE OR DELETE ON meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION meetings_approved_stay();
CREATE TRIGGER points_stay BEFORE INSERT OR UPDATE OR DELETE ON meetings_agendapoint
    FOR EACH ROW EXECUTE FUNCTION meetings_parts_stay();
CREATE TRIGGER invitees_stay BEFORE INSERT OR UPDATE OR DELETE ON meetings_invitee
    FOR EACH ROW EXECUTE FUNCTION meetings_parts_stay();
CREATE TRIGGER new_action_points_stay BEFORE INSERT ON meetings_actionpoint
    FOR EACH ROW EXECUTE FUNCTION meetings_parts_stay();
CREATE TRIGGER action_points_stay BEFORE UPDATE OR DELETE ON meetings_actionpoint
    FOR EACH ROW EXECUTE FUNCTION meetings_action_points_stay();
"""

ALLOW = """
DROP TRIGGER action_points_stay ON meetings_actionpoint;
DROP TRIGGER new_action_points_stay ON meetings_actionpoint;
DROP TRIGGER invitees_stay ON meetings_invitee;
DROP TRIGGER points_stay ON meetings_agendapoint;
DROP TRIGGER approved_stay ON meetings_meeting;
DROP FUNCTION meetings_action_points_stay();
DROP FUNCTION meetings_parts_stay();
DROP FUNCTION meetings_approved_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_meetings")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
