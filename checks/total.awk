# Adds up the closing line of each module's test run; lines with a time belong to single classes.
/Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$/ {
    sub(/.*Tests run: /, "")
    split($0, n, /[^0-9]+/)
    run += n[1]; failures += n[2]; errors += n[3]; skipped += n[4]
}
END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }
