"""What PostgreSQL must offer: exclusion over equality (btree_gist), search that forgives accents and slips."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
