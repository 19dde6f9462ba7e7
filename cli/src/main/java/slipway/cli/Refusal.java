package slipway.cli;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line. */
final class Refusal {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final String MEANT = ", perhaps you mean ";
    private static final List<Class<?>> INTS = List.of(int.class, Integer.class);
    private static final List<Class<?>> LONGS = List.of(long.class, Long.class);

    private Refusal() {}

    /** Returns the sentence, with its full stop. */
    static String of(ParameterException wrong) {
        String said = switch (wrong) {
            case UnmatchedArgumentException unknown -> unknown(unknown);
            case MissingParameterException missing when missing.getMissing().getFirst() instanceof OptionSpec option ->
                    option.longestName() + " needs a value: " + option.longestName() + " " + option.paramLabel();
            case MissingParameterException missing -> command(missing.getCommandLine()) + " needs " + String.join(" and ", needed(missing));
            case ParameterException other when other.getArgSpec() != null && whole(other.getArgSpec()) && other.getValue() != null ->
                    number(other.getArgSpec(), other.getValue());
            case ParameterException other -> other.getMessage().strip();
        };
        return said.endsWith(".") ? said : said + ".";
    }

    /** Picocli names only the first that is missing; those behind it are missing too. */
    private static List<String> needed(MissingParameterException wrong) {
        List<String> missing = wrong.getMissing().stream().map(ArgSpec::paramLabel).toList();
        return wrong.getCommandLine().getCommandSpec().positionalParameters().stream().filter(ArgSpec::required).map(ArgSpec::paramLabel)
                .dropWhile(label -> !label.equals(missing.getFirst())).toList();
    }

    private static String unknown(UnmatchedArgumentException wrong) {
        CommandLine line = wrong.getCommandLine();
        String first = wrong.getUnmatched().getFirst();
        if (first.startsWith("-")) {
            String option = first.replaceAll("=.*", "");
            return "%s has no option %s".formatted(command(line), option) + Guess.of(option, line.getCommandSpec().optionsMap().keySet()).map(MEANT::concat).orElse("");
        }
        Set<String> commands = line.getSubcommands().keySet();
        return commands.isEmpty() ? "%s takes no '%s'".formatted(command(line), first)
                : "%s has no command '%s'".formatted(command(line), first) + Guess.of(first, commands).map(MEANT::concat).orElseGet(() -> ", it has " + String.join(", ", commands));
    }

    private static String command(CommandLine line) {
        return line.getCommandName();
    }

    /** Says whether an option takes a whole number, be it optional. */
    static boolean whole(ArgSpec option) {
        return Stream.concat(INTS.stream(), LONGS.stream()).anyMatch(type -> is(type, option));
    }

    private static boolean is(Class<?> type, ArgSpec option) {
        return option.type() == type || option.auxiliaryTypes()[0] == type;
    }

    /** Picocli's own words are for programmers: "'x' is not a long". */
    private static String number(ArgSpec option, Object value) {
        String name = option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
        boolean large = WHOLE.matcher(value.toString()).matches();
        return "%s should be a %swhole number, was '%s'".formatted(name, large ? "smaller " : "", value);
    }
}
