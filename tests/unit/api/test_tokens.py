import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from livekit import api

from ringbook.api.tokens import TokenInvalid, Tokens

SECRET = "a secret that is long enough to sign"
TOKENS = Tokens("key", SECRET, "ringbook")


def claims(token: str) -> dict[str, object]:
    read: dict[str, object] = jwt.decode(token, SECRET, algorithms=["HS256"])
    return read


def signed(secret: str = SECRET, room: str = "call-1", age: timedelta = timedelta(0)) -> str:
    expires = datetime.now(UTC) - age
    grants = {"roomJoin": True, "room": room}
    return jwt.encode({"iss": "key", "sub": "x", "exp": expires, "video": grants}, secret)


def test_grants_are_the_least_that_a_caller_needs() -> None:
    grants = claims(TOKENS.mint("bright-smile"))["video"]
    assert isinstance(grants, dict)
    assert grants.pop("room").startswith("call-")
    assert grants == {
        "roomJoin": True,
        "canSubscribe": True,
        "canPublish": True,
        "canPublishSources": ["microphone"],
        "canPublishData": True,
        "canUpdateOwnMetadata": False,
    }


def test_the_server_decides_who_answers_and_for_which_practice() -> None:
    room = claims(TOKENS.mint("bright-smile"))["roomConfig"]
    assert isinstance(room, dict)
    assert room["maxParticipants"] == 2
    [agent] = room["agents"]
    assert agent["agentName"] == "ringbook"
    assert json.loads(agent["metadata"]) == {"practice": "bright-smile", "channel": "web"}


def test_the_browsers_zone_goes_to_the_agent_with_the_job() -> None:
    room = claims(TOKENS.mint("bright-smile", "Asia/Kolkata"))["roomConfig"]
    assert isinstance(room, dict)
    assert json.loads(room["agents"][0]["metadata"])["timezone"] == "Asia/Kolkata"


def test_each_call_has_its_own_room_and_caller() -> None:
    tokens = [TOKENS.mint("bright-smile") for _ in range(3)]
    assert len({TOKENS.room_of(token) for token in tokens}) == 3
    assert len({claims(token)["sub"] for token in tokens}) == 3
    assert len(TOKENS.room_of(tokens[0])) >= len("call-") + 22  # 128 random bits


def test_a_token_lives_ten_minutes() -> None:
    read = claims(TOKENS.mint("bright-smile"))
    assert isinstance(read["exp"], int)
    assert isinstance(read["nbf"], int)
    assert read["exp"] - read["nbf"] in (600, 601)  # the library reads the clock for each


def test_a_token_that_expired_within_the_hour_still_names_its_room() -> None:
    assert TOKENS.room_of(signed(age=timedelta(minutes=59))) == "call-1"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        signed(secret="another secret that is long enough"),
        signed(age=timedelta(minutes=61)),
        signed(room="somewhere else"),
        api.AccessToken("key", SECRET).with_grants(api.VideoGrants(room_list=True)).to_jwt(),
        jwt.encode({"iss": "key", "video": {"roomJoin": True, "room": "call-1"}}, SECRET),
        jwt.encode({"video": "call-1", "exp": 9999999999, "iss": "key"}, SECRET),
    ],
    ids=["empty", "nonsense", "forged", "too old", "no call", "no room", "eternal", "misshapen"],
)
def test_what_is_not_a_call_of_ours_is_refused(token: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.room_of(token)
