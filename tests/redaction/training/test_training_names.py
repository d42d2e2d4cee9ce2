import random

from assistant.redaction.training.examples import Example, Span
from assistant.redaction.training.lessons import with_other_names
from assistant.redaction.training.names import People, _first_names, _last_names, _part_of


def test_the_two_parts_of_the_names_are_disjoint() -> None:
    for names in (_first_names(), _last_names()):
        trained, held_out = (
            {name for own in _part_of(names, part).values() for name in own} for part in ("train", "held out")
        )

        assert trained.isdisjoint(held_out)
        assert trained | held_out == {name for own in names.values() for name in own}
        assert 0.05 < len(held_out) / len(trained) < 0.2


def test_people_of_either_part_draw_different_first_names() -> None:
    trained, held_out = (People(random.Random(0), part) for part in ("train", "held out"))
    drawn = [{name for _ in range(2_000) for name in people.first().split()} for people in (trained, held_out)]

    single = [{name for name in names if "-" not in name} for names in drawn]
    multiword = {part for own in _first_names().values() for name in own if " " in name for part in name.split()}

    assert (single[0] & single[1]) - multiword == set()


def test_genitives_do_not_double_the_ending() -> None:
    people = People(random.Random(1))
    genitives = [people.genitive() for _ in range(500)]

    assert not [name for name in genitives if name.endswith(("ss", "xs", "zs", "ßs"))]


def test_other_names_take_the_places_of_the_old_ones() -> None:
    example = Example("Gestern kam Anna Berger aus Graz.", (Span(12, 23, "PERSON"), Span(28, 32, "LOCATION")))

    other = with_other_names(example, People(random.Random(2)), random.Random(2))

    person, town = other.spans
    assert other.text == f"Gestern kam {other.text[person.start : person.end]} aus Graz."
    assert other.text[person.start : person.end] != "Anna Berger"
    assert other.text[town.start : town.end] == "Graz"
