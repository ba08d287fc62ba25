"""One deadline for the whole exchange, and connections that are not used again."""

import math
from types import SimpleNamespace
from typing import Any

import httpcore
import pytest

from fastapi_spec.client.network import PIECE, Network, Stream, _pieces


@pytest.fixture
def network() -> Network:
    """A network that has not sent anything."""
    return Network(tls=False)


def test_before_the_first_request_there_is_no_deadline(network: Network) -> None:
    """A connection may be closed at any time."""
    assert network.left() == math.inf


def test_behind_the_deadline_nothing_is_read(network: Network) -> None:
    """A target that sends a byte now and then does not move the deadline."""
    endless: Any = SimpleNamespace(read=lambda *_: b"x")
    stream = Stream(network, endless)
    assert stream.read(1) == network.heard == b"x"

    network._exchange.deadline = 0
    with pytest.raises(httpcore.TimeoutException):
        stream.read(1)


@pytest.mark.parametrize("spent, readable", [(False, False), (True, True)])
def test_a_spent_connection_looks_as_if_it_had_ended(network: Network, *, spent: bool, readable: bool) -> None:
    """httpcore closes an idle connection that is readable, and opens another."""
    below: Any = SimpleNamespace(get_extra_info=lambda _: False)
    stream = Stream(network, below)
    stream.spent = spent

    assert stream.get_extra_info("is_readable") is readable


@pytest.mark.parametrize("length, pieces", [(0, 0), (1, 1), (PIECE, 1), (PIECE + 1, 2)])
def test_a_large_body_is_sent_in_pieces(length: int, pieces: int) -> None:
    """The pieces together are the body."""
    body = b"x" * length

    assert len(list(_pieces(body))) == pieces
    assert b"".join(_pieces(body)) == body
