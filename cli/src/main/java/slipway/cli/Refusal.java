package slipway.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says in one sentence what is wrong with a command line. */
final class Refusal {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final List<Class<?>> INTS = List.of(int.class, Integer.class);
    private static final List<Class<?>> LONGS = List.of(long.class, Long.class);

    private Refusal() {}

    /** Returns the sentence, with its full stop. */
    static String of(ParameterException wrong) {
        String said = Optional.ofNullable(wrong.getArgSpec()).filter(Refusal::whole).filter(_ -> wrong.getValue() != null)
                .map(option -> number(option, wrong.getValue())).orElse(wrong.getMessage().strip());
        return said.endsWith(".") ? said : said + ".";
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
        long most = INTS.stream().anyMatch(type -> is(type, option)) ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return "%s should be a whole number%s, was '%s'".formatted(name, large ? " from " + (-most - 1) + " to " + most : "", value);
    }
}
