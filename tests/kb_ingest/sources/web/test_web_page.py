import pytest

from kb_ingest.sources.web.page import directives


@pytest.mark.parametrize(
    ("robots_tag", "asked"),
    [
        pytest.param("noindex, nofollow", {"noindex", "nofollow"}, id="for all robots"),
        pytest.param("NoIndex", {"noindex"}, id="in capitals"),
        pytest.param("otherbot: noindex", set(), id="for another robot"),
        pytest.param("otherbot: noindex, nofollow", set(), id="all of it for another robot"),
        pytest.param("auskunft: noindex, nofollow", {"noindex", "nofollow"}, id="for us"),
        pytest.param("Auskunft: noindex, otherbot: nofollow", {"noindex"}, id="for us and another robot"),
        pytest.param("nofollow, otherbot: noindex", {"nofollow"}, id="for all robots, then for another"),
        pytest.param("otherbot: nofollow\nnoindex", {"noindex"}, id="for another robot, then in a new line for all"),
        pytest.param("max-snippet: 20, noindex", {"max-snippet: 20", "noindex"}, id="after one with a value"),
    ],
)
def test_an_x_robots_tag_is_read_for_us(robots_tag, asked):
    assert directives(robots_tag) == asked


def test_a_date_in_an_x_robots_tag_is_no_robot():
    assert "noindex" in directives("unavailable_after: Wed, 25 Jun 2031 15:00:00 GMT, noindex")
