package slipway.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import slipway.codec.Json;

/** One JSON object a line for each deployment, and nothing else; what is wrong goes to stderr. */
record JsonLines(PrintWriter out, PrintWriter err) implements Audience {
    @Override
    public void begins(Story story, int number, int of) {}

    @Override
    public void ends(Story story, List<Outcome> outcomes, Optional<String> wrong) {
        outcomes.forEach(outcome -> out.println(Json.write(outcome)));
        out.flush();
        wrong.ifPresent(err::println);
    }
}
