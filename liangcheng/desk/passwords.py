"""What a password must be, where Django has no Chinese for it, or says 你 to staff."""

from django.contrib.auth import password_validation as django


class SimilarityValidator(django.UserAttributeSimilarityValidator):
    def get_help_text(self):
        return "您的密码不能和您的用户名、姓名、邮箱太像。"


class LengthValidator(django.MinimumLengthValidator):
    """Django's: its sentence about a short password is in no Chinese catalogue."""

    def get_error_message(self):
        return f"密码太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self):
        return f"您的密码至少要有 {self.min_length} 个字符。"


class CommonValidator(django.CommonPasswordValidator):
    def get_help_text(self):
        return "您的密码不能是很多人用的密码。"


class NumericValidator(django.NumericPasswordValidator):
    def get_help_text(self):
        return "您的密码不能全是数字。"
