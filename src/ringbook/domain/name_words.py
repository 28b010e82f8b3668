"""Words that are no names, for sentences such as "I'm calling about …" or "it's urgent". Pure."""

from ringbook.domain.vocabulary import words

__all__ = ["GIVEN_TOO", "NOT_NAMES", "PROMISES", "SURNAMES_TOO", "TITLED_TOO", "TITLES", "TRAILING"]

TITLES = words(
    """mr mrs ms miss mister missus mx dr doctor prof professor sir madam dame rev reverend nurse
    captain"""
)
TRAILING = words("please thanks thank speaking here calling again though")

GIVEN_TOO = words("will an")
PROMISES = words(
    """provide share text confirm tell send hold answer pass remain stay gladly happily not follow
    repeat read type"""
)
"""After a "will" that begins an answer: no surname."""

SURNAMES_TOO = words("long short little good best early day nice wise worth kind dear")
"""Of the words below, those that people are called as well."""

TITLED_TOO = SURNAMES_TOO | words("noon free quick friend child root fine private case end will")
"""Those that are a surname right after a title."""

NOT_NAMES = words(
    """a about above absolutely account actually afraid after afternoon again alive all allergic
    almost alone already alright also alternative always am an and another anxious any
    anyone anyone's anything anytime anyway apostrophe appointment appointments are around
    as ask asking at available away awesome back bad be because been before being best
    better between big bit bleeding book booked booking both broken busy but buy by call
    called caller calling came can can't cancel cancelled cannot capital car certain change
    cheaper check checkup child chipped clean cleaning clear close closed come coming
    complete completely confirmed confused cool correct could couple covered cracked cut
    dash date daughter day days dear definitely delayed dental dentist diabetic did
    different difficult do does doesn't don't done double down driving due each earlier
    early easy eight either email emergency end enough even evening ever every everything
    exactly excellent except expecting expensive experiencing eye family far fast feel few
    fifteen fine first five flexible flying for forward four free friend from full fully fun
    funny general get getting give glad go going gone gonna good got grateful great guess
    had half happy hard has have having he hello help her here hi him his home hoping hour
    hours how hurting husband hyphen i if ill important impossible in incorrect instead
    insured interested into is isn't it it's its just keen kid kids kind know last late
    later least leaving left less let letter letters like little living long look looking
    loose lost lot lovely lunch made make making many match maybe me mean message mine
    minute mistaken mobile moment month more morning most mother moving much my myself name
    named near nearby need needed needing nervous never new next nice night no nobody noon
    nope not nothing now number o'clock oclock of off off-site ok okay okey old on once one
    only open opposite or other our out outside over own pain painful parking party past
    patient patients per perfect perhaps person phone place planning please pleased pm
    possible practice pregnant pretty private probably problem public quarter question quick
    quite rather ready really ref reference regarding regards regular reschedule retired
    return right root run running said same say saying schedule second see seeing
    self-employed sent serious service set seven she short should sick since single six skip slot
    so some somebody someone something son soon sore sorry sort sounds space speak speaking
    spell spelled spelling spelt start still stopping stuck such suits supposed sure surgery surname
    surprised swollen take taken talk ten terrible than thanks that that's the their them
    then there these they thing things think this those though three through time tired to
    today together told tomorrow tonight too toothache total totally true try trying two
    type unable under unfortunately uninsured unsure until unwell up upset urgent us used
    useful usual vacation very via visit visiting wait waiting wanna want wanted wanting was
    way we week weekend well were what when where whether which while who whole why wife
    will wise with without wonderful wondering word work working works worried worth would
    wrong yeah yep yes yesterday yet you your yourself"""
)
