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
    lines = [f"{len(places)} lines of the sandbox make an error that no case shows:"] if places else ["Every line of the sandbox that makes an error is shown."]
    return "\n".join(lines + [f"  {place} {code}" for place, code in sorted(places.items())])


def figures(tally, seconds):
    shown = [row for row in tally.rows.values() if row.answers or row.errors]
    return (f"{len(shown)} operations, {sum(row.answers for row in shown)} answers, {sum(sum(row.errors.values()) for row in shown)} error cases, "
            f"{sum(row.pages for row in shown)} pages, {len(tally.problems)} problems, {seconds:.1f} s")
