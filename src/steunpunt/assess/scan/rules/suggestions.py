"""With whom each board of a group best tackles a domain: the verdict of `rules.channel`, board by board."""

from collections.abc import Collection, Mapping, Sequence

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules.channel import municipality_channel, welfare_centre_channel
from steunpunt.assess.scan.rules.scoring import prior, questions_of
from steunpunt.assess.scan.values import ChannelLevels, Questionnaire, Standing, Suggestion

CHANNELS = {BoardType.WELFARE_CENTRE: welfare_centre_channel, BoardType.MUNICIPALITY: municipality_channel}
"""A police zone has no other half, and no way of its own: `queries.opportunities.AMONG`."""


def suggestions(
    questionnaire: Questionnaire,
    standings: Mapping[str, Sequence[Standing]],
    *,
    group: Collection[int],
    halves: Mapping[int, int],
    sharing: Collection[int],
    own: int | None = None,
) -> list[Suggestion]:
    """For every domain and every board of the group of which both halves answered it, in the order of the standings.

    `standings` may hold boards outside the group: the other `halves` of its members. `sharing` are the boards that share
    all their ICT with their other half. With `own` only the verdicts of that board.
    """
    found = []
    for domain in questionnaire.domains:
        level = {one.board: one.level for one in standings.get(domain.code, ()) if one.level is not None}
        inside = [one for one in standings.get(domain.code, ()) if one.board in group and one.level is not None]
        for board_type, reckon in CHANNELS.items():
            if not questions_of(domain, board_type):
                continue
            priors = prior(domain, board_type)
            peers = [one for one in inside if one.type is board_type]
            for one in peers:
                if own is not None and one.board != own:
                    continue
                others = [level[other.board] for other in peers if other.board != one.board]
                levels = ChannelLevels(level[one.board], level.get(halves.get(one.board, 0)), others)
                channel = reckon(levels, priors, shared=one.board in sharing)
                if channel is not None:
                    found.append(Suggestion(domain=domain.code, standing=one, others=len(others), channel=channel))
    return found
