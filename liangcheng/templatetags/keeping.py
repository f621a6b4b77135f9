"""What all pages of a generation share is made once in each, and kept in the process."""

from django import template
from django.template.base import Node, token_kwargs

register = template.Library()


class Kept(Node):
    """`{% kept "components/footer.html" publication=publication %}`: an include that is kept.

    It sees nothing but what it is given, and is kept for each value of that: so nothing of one
    reader can be in what another gets. What it is given follows from its text (`str()`) and from
    the generation of the paper. A page of no generation, such as all that staff see, has its own.
    """

    # The last generation, and what was made in it. Replaced, never emptied: threads may read it.
    _made = (None, {})

    def __init__(self, name, given):
        self._name, self._given = name, given

    def render(self, context):
        given = {name: value.resolve(context) for name, value in self._given.items()}
        generation = getattr(context.get("request"), "generation", None)
        if generation is None:
            return self._render(context, given)
        last, made = Kept._made
        if last != generation:
            Kept._made = _, made = generation, {}
        key = (self._name, *map(str, given.values()))
        if key not in made:
            made[key] = self._render(context, given)
        return made[key]

    def _render(self, context, given):
        template = context.template.engine.get_template(self._name)
        return template.render(context.new(given)).strip()


@register.tag
def kept(parser, token):
    _, name, *given = token.split_contents()
    return Kept(name.strip('"'), token_kwargs(given, parser))
