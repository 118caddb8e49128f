"""How lines end: the marks that tell a sentence from a title, and a line that is whole from one that was broken off."""

import re

# With any mark of a sentence, so that the line is no title and no heading.
MARKED = re.compile("[。！？；：:;!?,，、]$")
# With a mark behind which a line may end, though something else is closed behind it.
ENDED = re.compile("[。！？!?；;：:…][”’〞）)】]*$")
# With a mark that ends a sentence; a colon ends what a portal says of a document too.
SENTENCE = re.compile("[。！？!?；;…]”?[)）]?$")
