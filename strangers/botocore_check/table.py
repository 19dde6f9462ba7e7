"""Prints what has been shown."""


def rows(tally):
    lines = [f"{'operation':<46} {'answers':>7} {'pages':>5}  errors"]
    for (service, operation), row in sorted(tally.rows.items()):
        if not row.answers:
            continue
        told = ", ".join(f"{code} {status}" + (f" ×{times}" if times > 1 else "") for (code, status), times in sorted(row.errors.items()))
        lines.append(f"{service + ':' + operation:<46} {row.answers:>7} {row.pages or '':>5}  {told}".rstrip())
    return "\n".join(lines)


def silent(places):
    lines = [f"{len(places)} lines of the sandbox make an error that no case shows:"] if places else []
    return "\n".join(lines + [f"  {place} {code}: {reason or 'another line shows the error'}" for place, code, reason in places])


def figures(tally, seconds):
    shown = [row for row in tally.rows.values() if row.answers]
    lacking = sum(row.strict for row in shown)
    cases = sum(sum(row.errors.values()) for row in shown) - lacking
    return (f"{len(shown)} operations, {sum(row.answers for row in shown)} answers, {sum(row.pages for row in shown)} pages, {cases} error cases, "
            f"{lacking} parameters and {tally.unserved} operations refused by name, {tally.planted} planted mistakes seen, {tally.limits} values beyond limits refused, "
            f"{len(tally.problems)} problems, {seconds:.0f} s")
