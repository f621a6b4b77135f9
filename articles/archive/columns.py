"""The tables that an archive fills, in this order, and their columns in the order of the rows.

What is not named has its model's default.
"""

PUBLISHABLE = ("id", "status", "published_at", "created_at", "updated_at")

COLUMNS = {
    "articles.Issue": (*PUBLISHABLE, "issued_on", "edition", "total_number"),
    "articles.Page": (
        *("id", "issue_id", "sequence", "number"),
        *("section_label", "responsible_editor", "art_editor"),
    ),
    "departments.Meeting": (
        *("id", "name", "lookup", "classification", "held_on_as_printed", "held_on"),
        *("earliest_on", "latest_on", "location"),
    ),
    "departments.Meeting_organisers": ("meeting_id", "department_id"),
    "departments.Attendance": ("meeting_id", "role", "person_id", "as_printed", "position"),
    "articles.Article": (
        *(*PUBLISHABLE, "page_id", "position", "section", "kicker", "headline", "subheadline"),
        *("bylines", "body", "plain_text", "summary", "dated_on"),
    ),
    "articles.Article_meetings": ("article_id", "meeting_id"),
    "articles.Signoff": ("article_id", "department_id", "position"),
    "articles.Mention": ("article_id", "person_id", "name", "title"),
    "articles.Photo": (
        *("article_id", "image", "width", "height", "caption", "credit", "alt_text", "position"),
    ),
    "taggit.TaggedItem": ("content_type_id", "object_id", "tag_id"),
}
