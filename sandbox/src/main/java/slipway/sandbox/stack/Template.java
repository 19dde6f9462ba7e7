package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A CloudFormation template, read with its short intrinsic functions ({@code !Ref}) written out ({@code {"Ref": …}}). */
public record Template(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By text: each world deploys the same template, and reading YAML takes as long as half a deployment. Nobody changes the tree. */
    private static final Map<String, Template> READ = new ConcurrentHashMap<>();

    /** Reads the file; throws {@link UncheckedIOException} if it can't. */
    public static Template read(Path file) {
        try {
            return READ.computeIfAbsent(Files.readString(file), text -> new Template(JSON.valueToTree(new Yaml(new ShortForms()).load(text))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode parameters() {
        return root.path("Parameters");
    }

    public JsonNode conditions() {
        return root.path("Conditions");
    }

    public JsonNode resources() {
        return root.path("Resources");
    }

    /** Returns what every function of the template has (SAM's {@code Globals}). */
    public JsonNode functionGlobals() {
        return root.path("Globals").path("Function");
    }

    private static final class ShortForms extends SafeConstructor {
        ShortForms() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    Object value = value(node);
                    if (name.equals("GetAtt") && value instanceof String dotted) {
                        value = java.util.List.of(dotted.split("\\.", 2));
                    }
                    return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value);
                }
            });
        }

        private Object value(Node node) {
            return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> {
                    sequence.setTag(Tag.SEQ);
                    yield constructSequence(sequence);
                }
                case MappingNode mapping -> {
                    mapping.setTag(Tag.MAP);
                    yield constructMapping(mapping);
                }
                default -> throw new IllegalArgumentException("YAML node of no known kind: " + node);
            };
        }
    }
}
