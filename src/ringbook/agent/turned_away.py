"""A call to a number that is no practice's: told so, and ended. Nobody's, it has no record."""

from livekit import rtc
from livekit.agents import AgentSession, JobContext
from livekit.agents.voice.room_io import RoomOptions

from ringbook.agent.call import Call
from ringbook.agent.last_words import Unable

__all__ = ["NOBODYS", "turn_away"]

NOBODYS = "I'm sorry, this number is not in service here. Please check it and call again. Goodbye."


async def turn_away(
    ctx: JobContext, session: AgentSession[Call], caller: rtc.RemoteParticipant
) -> None:
    """Says that nobody can be reached at this number, then hangs up."""
    options = RoomOptions(participant_identity=caller.identity, text_input=False)
    try:
        await session.start(
            Unable(), room=ctx.room, room_options=options, record=False, session_host=False
        )
        await session.say(NOBODYS, allow_interruptions=False)
        await session.aclose()
    finally:  # leaving alone does not hang up a telephone
        await ctx.delete_room()
        ctx.shutdown("a number that is no practice's")
