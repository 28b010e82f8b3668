"""Places and zones that callers name, and the IANA zone of each. A closed list. Pure."""

from typing import Final

__all__ = ["OLD_NAMES", "PLACES", "ZONES"]

_PLACES: Final = """
Europe/London: London Manchester Birmingham Liverpool Leeds Edinburgh
Europe/London: Glasgow Cardiff Belfast England Scotland Wales Britain
Europe/Dublin: Dublin Cork Ireland
Europe/Lisbon: Lisbon Porto Portugal
Europe/Madrid: Madrid Barcelona Valencia Seville Spain
Europe/Paris: Paris Lyon Marseille France
Europe/Berlin: Berlin Munich Hamburg Frankfurt Cologne Germany
Europe/Amsterdam: Amsterdam Rotterdam Holland
Europe/Brussels: Brussels Antwerp Belgium
Europe/Zurich: Zurich Geneva Basel Switzerland
Europe/Vienna: Vienna Austria
Europe/Rome: Rome Milan Naples Italy
Europe/Prague: Prague
Europe/Warsaw: Warsaw Krakow Poland
Europe/Stockholm: Stockholm Gothenburg Sweden
Europe/Oslo: Oslo Norway
Europe/Copenhagen: Copenhagen Denmark
Europe/Helsinki: Helsinki Finland
Europe/Athens: Athens Greece
Europe/Istanbul: Istanbul Turkey
Europe/Kyiv: Kyiv
Europe/Moscow: Moscow
Africa/Cairo: Cairo Egypt
Africa/Lagos: Lagos Abuja Nigeria
Africa/Nairobi: Nairobi Kenya
Africa/Johannesburg: Johannesburg Durban
Asia/Jerusalem: Jerusalem Israel
Asia/Riyadh: Riyadh Jeddah
Asia/Dubai: Dubai
Asia/Karachi: Karachi Lahore Pakistan
Asia/Kolkata: Kolkata Calcutta Mumbai Bombay Delhi Bangalore Bengaluru Chennai Hyderabad
Asia/Kolkata: Pune Ahmedabad India
Asia/Colombo: Colombo
Asia/Kathmandu: Kathmandu Nepal
Asia/Dhaka: Dhaka Bangladesh
Asia/Bangkok: Bangkok Thailand
Asia/Jakarta: Jakarta
Asia/Singapore: Singapore
Asia/Manila: Manila Philippines
Asia/Shanghai: Shanghai Beijing Shenzhen China
Asia/Taipei: Taipei Taiwan
Asia/Seoul: Seoul Korea
Asia/Tokyo: Tokyo Osaka Kyoto Japan
Australia/Perth: Perth
Australia/Adelaide: Adelaide
Australia/Brisbane: Brisbane Queensland
Australia/Sydney: Sydney Canberra
Australia/Melbourne: Melbourne Victoria
Pacific/Auckland: Auckland Wellington Christchurch
Pacific/Honolulu: Honolulu Hawaii
America/Anchorage: Anchorage Alaska
America/Los_Angeles: Seattle Oakland Sacramento California Oregon
America/Vancouver: Vancouver
America/Phoenix: Phoenix Tucson Arizona
America/Denver: Denver Boulder Colorado Utah
America/Edmonton: Calgary Edmonton
America/Chicago: Chicago Houston Dallas Austin Minneapolis Memphis Milwaukee Illinois Wisconsin
America/Winnipeg: Winnipeg
America/New_York: Boston Philadelphia Atlanta Miami Orlando Brooklyn Manhattan
America/New_York: Massachusetts Connecticut Georgia Virginia
America/Detroit: Detroit
America/Toronto: Toronto Ottawa
America/Montreal: Montreal
America/Halifax: Halifax
America/Bogota: Colombia
America/Lima: Lima Peru
America/Sao_Paulo: Brasilia
"""

_LONGER: Final = {
    "the UK": "Europe/London", "the United Kingdom": "Europe/London",
    "the Netherlands": "Europe/Amsterdam", "South Africa": "Africa/Johannesburg",
    "Cape Town": "Africa/Johannesburg", "Tel Aviv": "Asia/Jerusalem", "Abu Dhabi": "Asia/Dubai",
    "the UAE": "Asia/Dubai", "Saudi Arabia": "Asia/Riyadh", "New Delhi": "Asia/Kolkata",
    "Sri Lanka": "Asia/Colombo", "Kuala Lumpur": "Asia/Kuala_Lumpur",
    "Ho Chi Minh City": "Asia/Ho_Chi_Minh", "Hong Kong": "Asia/Hong_Kong",
    "New South Wales": "Australia/Sydney", "New Zealand": "Pacific/Auckland",
    "San Francisco": "America/Los_Angeles", "Los Angeles": "America/Los_Angeles",
    "LA": "America/Los_Angeles", "San Diego": "America/Los_Angeles",
    "San Jose": "America/Los_Angeles", "Las Vegas": "America/Los_Angeles",
    "Portland": "America/Los_Angeles", "Salt Lake City": "America/Denver",
    "San Antonio": "America/Chicago", "New Orleans": "America/Chicago",
    "St. Louis": "America/Chicago", "Mexico City": "America/Mexico_City",
    "New York": "America/New_York", "New York City": "America/New_York",
    "New Jersey": "America/New_York", "Washington DC": "America/New_York",
    "Buenos Aires": "America/Argentina/Buenos_Aires", "Sao Paulo": "America/Sao_Paulo",
    "Rio de Janeiro": "America/Sao_Paulo",
}  # fmt: skip


def _places() -> dict[str, str]:
    single = {
        place: zone
        for zone, _, named in (line.partition(":") for line in _PLACES.strip().splitlines())
        for place in named.split()
    }
    return single | _LONGER


PLACES: Final = _places()
"""Place, as it is written after "in", → IANA zone."""

ZONES: Final = {
    "Pacific time": ("America/Los_Angeles", ("pacific", "pst", "pdt", "west coast")),
    "Mountain time": ("America/Denver", ("mountain", "mst", "mdt")),
    "Central time": ("America/Chicago", ("central", "cst", "cdt")),
    "Eastern time": ("America/New_York", ("eastern", "est", "edt", "east coast")),
    "Central European time": (
        "Europe/Berlin",
        ("central european", "european", "cet", "cest"),
    ),
    "UK time": ("Europe/London", ("uk", "british", "gmt", "bst", "greenwich")),
    "Indian time": ("Asia/Kolkata", ("indian", "india", "ist")),
    "Japan time": ("Asia/Tokyo", ("japanese", "jst")),
    "UTC": ("UTC", ("utc", "universal")),
}  # fmt: skip
"""Zone, as it is said, → IANA zone and the words for it."""

OLD_NAMES: Final = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Europe/Kiev": "Europe/Kyiv",
}
"""Names that browsers and number plans still use, and today's."""
