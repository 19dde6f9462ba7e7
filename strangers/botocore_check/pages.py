"""Pagination, by botocore's own paginators where it has one: pages joined are the whole, and tokens are the listing's own."""
from botocore import xform_name

NAMES = {"nextToken", "NextToken", "Marker"}


def pages(service, operation, member, broken, /, *, size=1, enough=2, **parameters):
    """Reads a listing whole and in small pages, and lends it broken and foreign tokens, which it should refuse with the code."""
    shape = service.model.operation_model(operation)
    token_in = (NAMES & set(shape.input_shape.members)).pop()
    whole = [item for page in read(service, operation, None, parameters) for item in page.get(member, [])]
    small = list(read(service, operation, size, parameters))
    joined = [item for page in small for item in page.get(member, [])]
    wrong = lambda what: service.tally.problem(f"{service.signing_name}:{operation}: {what}")
    if joined != whole:
        wrong(f"pages of {size} joined are {len(joined)} items and not the {len(whole)} of the whole")
    if len(small) < enough:
        wrong(f"has {len(small)} pages of {size or 'the usual size'} here; a case should give it {enough}")
    if size and any(len(page.get(member, [])) > size for page in small):
        wrong(f"a page is larger than {size}")
    own = [token for page in small for token in [_token(page)] if token]
    if len(set(own)) != len(own):
        wrong(f"tokens are repeated: {own}")
    if any(token.isdigit() for token in own):
        wrong(f"tokens tell their meaning: {own[:3]}")
    service.tally.row(service.signing_name, operation).pages += len(small)
    # One of the same service, if there is one by now, and one of any.
    listed = sorted(service.tally.tokens.items(), key=lambda one: one[0][0] != service.signing_name)
    foreign = [token for (_, other), token in listed if other != operation]
    for token in ["nonsense", *foreign[:1], *foreign[-1:]]:
        service.refuses(broken, operation, **parameters, **{token_in: token})
    if own:
        service.tally.tokens[service.signing_name, operation] = own[0]
    return whole


def read(service, operation, size, parameters):
    """The pages, each checked; without a size they are as large as the operation makes them."""
    name = xform_name(operation)
    if service.client.can_paginate(name):
        iterator = iter(service.client.get_paginator(name).paginate(**parameters, PaginationConfig={"PageSize": size} if size else {}))
        while (page := service.checked(operation, parameters, lambda: next(iterator, None))) is not None:
            yield page
        return
    limit = {"maxResults": size} if size else {}
    page = service(operation, **parameters, **limit)
    yield page
    while token := page.get("nextToken"):
        page = service(operation, **parameters, **limit, nextToken=token)
        yield page


def _token(page):
    return page.get("nextToken") or page.get("NextToken") or page.get("NextMarker")
