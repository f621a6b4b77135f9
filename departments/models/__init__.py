"""Who the paper writes about: departments, people, their appointments, and meetings.

Names of the field: Popolo (Organization, Person, Membership, Event), Open Civic Data (event
participants), EDTF for dates.
"""

from departments.models.department import Department, DepartmentName
from departments.models.meeting import Attendance, Meeting
from departments.models.person import Appointment, Person, PersonName

__all__ = [
    "Appointment",
    "Attendance",
    "Department",
    "DepartmentName",
    "Meeting",
    "Person",
    "PersonName",
]
