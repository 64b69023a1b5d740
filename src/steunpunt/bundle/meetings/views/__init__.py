"""Pages of meetings, and calendars."""
