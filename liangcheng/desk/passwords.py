"""What a password must be, where Django has no Chinese for it."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's: its sentence about a short password is in no Chinese catalogue."""

    def get_error_message(self):
        return f"密码太短，至少要 {self.min_length} 个字符。"
