package slipway.cli.account.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.rollout.BadInput;

/** The files of a draft: the document, and what puts it into Parameter Store from CloudFormation and from Terraform. */
final class Written {
    private Written() {}

    /**
     * Writes all of them or, if one is there already, none.
     *
     * @param force replaces what is there
     * @return the files, the document first
     * @throws BadInput if the folder or a file can't be written
     */
    static List<Path> to(Path folder, Draft draft, boolean force) {
        Map<Path, String> files = new LinkedHashMap<>();
        String base = draft.name() + ".target.";
        files.put(folder.resolve(base + "json"), draft.text());
        files.put(folder.resolve(base + "yaml"), Snippets.cloudFormation(draft));
        files.put(folder.resolve(base + "tf"), Snippets.terraform(draft));
        List<String> there = files.keySet().stream().filter(Files::exists).map(Path::toString).toList();
        if (!there.isEmpty() && !force) {
            throw new BadInput("nothing was written, since it would replace what is there: give --force, or another folder with --output")
                    .with("files", String.join(", ", there));
        }
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new BadInput("the folder can't be written to: choose another with --output", e).with("folder", folder).with("why", e.getMessage());
        }
        return List.copyOf(files.keySet());
    }
}
