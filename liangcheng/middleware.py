"""What is answered before Django looks at the request's host."""

from liangcheng.views import healthz


def health_check(get_response):
    """Answer `/healthz` to whoever asks: a balancer asks by the machine's number, without TLS."""

    def middleware(request):
        return healthz(request) if request.path == "/healthz" else get_response(request)

    return middleware
