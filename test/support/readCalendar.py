"""Reads a calendar from the standard input with Debian's libraries, and writes as JSON what they understood.

With an argument, the zones get names that no table has, so that only what the calendar says of them counts.
"""

import json
import re
import sys
from datetime import date, datetime, timedelta, timezone

import icalendar
import recurring_ical_events

text = sys.stdin.buffer.read().decode("utf-8")
if len(sys.argv) > 1:
    text = re.sub(r"TZID([=:])(\S+?)(?=[:\r])", r"TZID\1Only-here/\2", text)
calendar = icalendar.Calendar.from_ical(text)


def told(value):
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def event(component):
    start, end = component.decoded("dtstart"), component.decoded("dtend")
    return {
        "uid": str(component["uid"]),
        "start": told(start),
        "end": told(end),
        "wall": start.strftime("%H:%M") if isinstance(start, datetime) else None,
        "allDay": isinstance(start, date) and not isinstance(start, datetime),
        "status": str(component["status"]),
        "sequence": int(component["sequence"]),
        "summary": str(component["summary"]),
        "location": str(component.get("location", "")),
        "description": str(component.get("description", "")),
        "url": str(component.get("url", "")),
        "stamp": told(component.decoded("dtstamp")),
    }


events = [event(one) for one in calendar.walk("vevent")]
first = min(date.fromisoformat(one["start"][:10]) for one in events)
last = max(date.fromisoformat(one["end"][:10]) for one in events)
between = recurring_ical_events.of(calendar).between(first - timedelta(days=2), last + timedelta(days=2))
print(
    json.dumps(
        {
            "method": str(calendar["method"]),
            "name": str(calendar.get("x-wr-calname", "")),
            "errors": [str(error) for one in calendar.walk() for error in one.errors],
            "events": events,
            "occurrences": sorted(str(one["uid"]) for one in between),
            "zones": sorted(str(one["tzid"]) for one in calendar.walk("vtimezone")),
        }
    )
)
