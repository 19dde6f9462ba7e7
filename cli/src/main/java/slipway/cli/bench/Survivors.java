package slipway.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What became of each mutant, as pitest's {@code mutations.xml} tells it (pitest.org, "Mutation states"). */
record Survivors(List<Mutant> all) {
    /** What the tests made of a mutant. */
    enum Fate {
        /** A test failed, or did not come to its end any more. */
        KILLED("killed"),
        /** Every test that runs it passed. */
        SURVIVED("survived"),
        /** No test runs it. */
        UNCOVERED("uncovered"),
        /** pitest could not tell: no memory, an error of its own. It is no kill. */
        UNDECIDED("undecided");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        private static Fate of(String status) {
            return switch (status) {
                case "KILLED", "TIMED_OUT" -> KILLED;
                case "SURVIVED" -> SURVIVED;
                case "NO_COVERAGE" -> UNCOVERED;
                default -> UNDECIDED;
            };
        }
    }

    /** @param in the class whose code was broken, without its package; a nested class counts as the one around it */
    record Mutant(String in, Fate fate) {}

    /** @throws IllegalStateException if there is no mutant in the report, which would prove nothing */
    static Survivors in(Path report) {
        List<Mutant> all = new ArrayList<>();
        try (InputStream from = Files.newInputStream(report)) {
            XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
            xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader reader = xml.createXMLStreamReader(from);
            String status = "";
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "mutation" -> status = reader.getAttributeValue(null, "status");
                    case "mutatedClass" -> all.add(new Mutant(simple(reader.getElementText()), Fate.of(status)));
                    default -> { }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(report + " should be pitest's XML", e);
        }
        if (all.isEmpty()) {
            throw new IllegalStateException(report + " should have mutants, and has none");
        }
        return new Survivors(List.copyOf(all));
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
    }

    long count(Fate fate) {
        return all.stream().filter(one -> one.fate == fate).count();
    }

    /** Returns how many of a hundred are killed. */
    double percent() {
        return 100.0 * count(Fate.KILLED) / all.size();
    }

    Survivors only(String in) {
        return new Survivors(all.stream().filter(one -> one.in.equals(in)).toList());
    }

    /** Returns the classes in which most live on, that with the most first; at most so many. */
    List<String> worst(int most) {
        return all.stream().filter(one -> one.fate != Fate.KILLED).map(Mutant::in).distinct()
                .sorted(Comparator.comparing((String one) -> only(one).count(Fate.KILLED) - only(one).all.size()).thenComparing(Comparator.naturalOrder()))
                .limit(most).toList();
    }
}
