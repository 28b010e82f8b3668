"""The error tree: each domain error has one stable code and one line for the caller.

Standard library only, so that every layer may raise and catch these.
"""

from typing import ClassVar

__all__ = [
    "AppointmentChanged",
    "AppointmentNotFound",
    "CallerNotIdentified",
    "ConfigurationError",
    "DatabaseUnavailable",
    "DayFull",
    "FeeNotAgreed",
    "IdentityNotProven",
    "LateChange",
    "MessagesUnavailable",
    "NoRoom",
    "NotConfirmed",
    "NotPossibleNow",
    "NumberUnknown",
    "OfferExpired",
    "OutsideOpeningHours",
    "PersonBusy",
    "PolicyRefused",
    "PracticeInvalid",
    "ProviderAway",
    "RingbookError",
    "SlotHeld",
    "SlotInPast",
    "SlotNotFound",
    "SlotTaken",
    "TooFarAhead",
    "TooManyBookings",
    "TooManyCodes",
    "TooManyWishes",
    "TooShortNotice",
    "UnexpectedFailure",
]


class RingbookError(Exception):
    """Base of all expected failures. `code` is stable and public; `spoken` is safe to say aloud.

    The exception's own message is for the log and is never spoken or sent to the page.
    """

    code: ClassVar[str] = "error"
    line: ClassVar[str] = "I'm sorry, something went wrong. Shall we try that again?"

    def __init__(self, detail: str = "", *, spoken: str | None = None) -> None:
        super().__init__(detail or self.code)
        self.spoken = spoken or self.line


class CallerNotIdentified(RingbookError):
    code = "caller_not_identified"
    line = "I need your phone number before I can do that."


class IdentityNotProven(RingbookError):
    code = "identity_not_proven"
    line = "I couldn't match that name and number, so I can't open those appointments."


class NotPossibleNow(RingbookError):
    code = "not_possible_now"
    line = "I can't do that just yet."


class NotConfirmed(RingbookError):
    code = "not_confirmed"
    line = "Let me read that back to you first."


class SlotNotFound(RingbookError):
    code = "slot_not_found"
    line = "I don't have that time. Let me look at what is free."


class SlotTaken(RingbookError):
    code = "slot_taken"
    line = "I'm sorry, that time has just been taken."


class SlotHeld(RingbookError):
    code = "slot_held"
    line = "I'm sorry, that time is being kept for somebody else just now."


class OfferExpired(RingbookError):
    code = "offer_expired"
    line = "I'm sorry, that time is no longer kept for you."


class SlotInPast(RingbookError):
    code = "slot_in_past"
    line = "That time has already passed."


class OutsideOpeningHours(RingbookError):
    code = "outside_opening_hours"
    line = "We're closed then."


class ProviderAway(OutsideOpeningHours):
    """The person is out; the line that is raised names who and until when."""

    code = "provider_away"
    line = "I'm sorry, nobody is there for that then."


class PersonBusy(RingbookError):
    """The line names no appointment: who is not proven to be the caller must not learn of one."""

    code = "person_busy"
    line = "I'm sorry, I can't book that time."


class AppointmentNotFound(RingbookError):
    code = "appointment_not_found"
    line = "I can't find that appointment."


class PolicyRefused(RingbookError):
    code = "policy_refused"
    line = "I'm sorry, our rules don't allow that by phone."


class TooShortNotice(PolicyRefused):
    code = "too_short_notice"
    line = "I'm sorry, that is too short notice."


class TooFarAhead(PolicyRefused):
    code = "too_far_ahead"
    line = "I'm sorry, that is further ahead than we take bookings."


class DayFull(PolicyRefused):
    code = "day_full"
    line = "I'm sorry, we can't take any more of those that day."


class NoRoom(PolicyRefused):
    code = "no_room"
    line = "I'm sorry, there is no room free for that then."


class LateChange(PolicyRefused):
    code = "late_change"
    line = "I'm sorry, that is too close to the appointment to change it."


class TooManyBookings(PolicyRefused):
    code = "too_many_bookings"
    line = "You already have as many open appointments as we allow."


class TooManyWishes(PolicyRefused):
    code = "too_many_wishes"
    line = "I'm sorry, you are already on the waiting list as often as we allow."


class TooManyCodes(PolicyRefused):
    code = "too_many_codes"
    line = "I'm sorry, I can't send another code to that number for now."


class MessagesUnavailable(RingbookError):
    code = "messages_unavailable"
    line = "I'm sorry, text messages don't get through at the moment."


class FeeNotAgreed(PolicyRefused):
    code = "fee_not_agreed"
    line = "So late a change costs a fee. Please agree to it first."


class AppointmentChanged(RingbookError):
    code = "appointment_changed"
    line = "That appointment has been changed meanwhile. Please look at it again."


class DatabaseUnavailable(RingbookError):
    code = "database_unavailable"
    line = "I'm sorry, I can't reach the diary at the moment."


class UnexpectedFailure(RingbookError):
    code = "unexpected_failure"
    line = "I'm sorry, something went wrong on our side. Shall we try that again?"


class ConfigurationError(RingbookError):
    """A setting is missing or contradictory; the message says which and what to do."""

    code = "configuration_error"


class NumberUnknown(ConfigurationError):
    """A call to a number that is none of the practices'; the message has it masked."""

    code = "number_unknown"


class PracticeInvalid(RingbookError):
    """`practice.yaml` or a preload file does not validate; the message names line and field."""

    code = "practice_invalid"
