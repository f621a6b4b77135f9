"""Dropping files in, and watching how far they are read (导入版面)."""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from articles.admin.importing.reviewing import review_url
from articles.importing import jobs
from articles.importing.pieces import Refused
from articles.importing.receiving import earlier, receive
from articles.models import ImportedFile

PASTED = "粘贴的文字.txt"
# Characters of a pasted text: a page has a tenth of it.
MOST_PASTED = 200_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none included."""

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or []]


class UploadForm(forms.Form):
    files = FilesField(
        label="选择文件",
        required=False,
        widget=FilesInput(attrs={"accept": ".pdf,.txt,.docx,.jpg,.jpeg,.png,.webp"}),
        # Whether a file is what it should be, its reader says.
        allow_empty_file=True,
    )
    text = forms.CharField(
        label="或者把文字粘贴在这里",
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": "粘贴的文字太长了。请存成 .txt 文件，分几次导入。"},
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.uploads:
            raise forms.ValidationError("还没有选文件，也没有粘贴文字。")
        return cleaned

    @property
    def uploads(self):
        """What is to be read: the files, and the text as one more."""
        files = list(self.cleaned_data.get("files") or [])
        text = self.cleaned_data.get("text", "")
        if text.strip():
            files.append(ContentFile(text.replace("\r\n", "\n").encode(), PASTED))
        return files


class UploadMixin:
    """The screens `add/` and `<import>/change/`, which is where files are read."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/progress/", view(self.progress_view), name="articles_import_progress"),
            path(
                "<int:pk>/files/<int:file>/again/",
                view(require_POST(self.again_view)),
                name="articles_import_again",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = [request.POST, request.FILES] if request.method == "POST" else []
        form = UploadForm(*sent, label_suffix="")
        if form.is_valid():
            imported = self._receive(request, form)
            if imported:
                return HttpResponseRedirect(self._import_url(imported))
        context = self.admin_site.each_context(request) | {
            "title": "导入版面",
            "opts": self.opts,
            "form": form,
            "earlier": earlier(form.uploads) if form.is_bound and form.cleaned_data else [],
        }
        return TemplateResponse(request, "admin/articles/importing/upload.html", context)

    def _receive(self, request, form):
        """Keep what was sent and begin to read it: the Import; None if there is nothing new."""
        try:
            imported, sentences = receive(form.uploads, by=request.user)
        except Refused as refusal:
            imported, sentences = None, [str(refusal)]
        for sentence in sentences:
            if imported:
                self.message_user(request, sentence, messages.WARNING)
            else:
                form.add_error(None, sentence)
        if imported:
            LogEntry.objects.log_actions(request.user.pk, [imported], ADDITION, "上传")
            jobs.start(imported)
        return imported

    def _import_url(self, imported):
        return reverse("admin:articles_import_change", args=[imported.pk])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """How far an import is read; to its review, once it is."""
        imported = self._seen(request, object_id)
        jobs.revive(imported)
        failed = [file for file in imported.files.all() if file.state == file.State.FAILED]
        if imported.accepted_at or (imported.state == imported.State.REVIEW and not failed):
            return HttpResponseRedirect(review_url(imported))
        context = self.admin_site.each_context(request) | {
            "title": "正在读" if imported.state == imported.State.READING else "没有读成的文件",
            "opts": self.opts,
            "imported": imported,
            "files": imported.files.all(),
            "is_reading": imported.state == imported.State.READING,
            "is_ready": imported.state == imported.State.REVIEW,
            "review_url": review_url(imported),
            "may_change": self.has_change_permission(request, imported),
        }
        response = TemplateResponse(request, "admin/articles/importing/progress.html", context)
        if context["is_reading"]:
            # This page goes by itself in a moment: what it says of files left out stands on the
            # next one, too.
            told = messages.get_messages(request)
            response.add_post_render_callback(lambda rendered: setattr(told, "used", False))
        return response

    def progress_view(self, request, pk):
        """As JSON: the files, how far each is read, and where to go on when all are."""
        imported = self._seen(request, pk)
        jobs.revive(imported)
        files = [
            {
                "key": file.pk,
                "state": file.state,
                "label": file.get_state_display(),
                "progress": file.progress,
                "problem": file.problem,
            }
            for file in imported.files.all()
        ]
        is_reading = imported.state == imported.State.READING
        return JsonResponse({"files": files, "is_reading": is_reading})

    def again_view(self, request, pk, file):
        """Read a file again that failed."""
        imported = self._seen(request, pk)
        if not self.has_change_permission(request, imported):
            raise PermissionDenied
        failed = ImportedFile.objects.filter(pk=file, imported=imported).first()
        if failed is None:
            raise Http404("没有这个文件。")
        try:
            jobs.try_again(failed)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(self._import_url(imported))
