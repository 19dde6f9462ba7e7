package slipway.handler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slipway.release.ImageDefinition;
import slipway.release.ImageDefinitions;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;

/** Reads the image definitions in the deploy machine's input: the array of CodePipeline's {@code imagedefinitions.json}. */
final class Definitions {
    static final String FIELD = "imageDefinitions";

    private Definitions() {}

    /** @throws BadInput naming the field and the remedy */
    static ImageDefinitions read(Fields input, Target target, Settings settings) {
        if (!(target.workload() instanceof EcsService)) {
            throw new BadInput("input.imageDefinitions is for the containers of a service: name this target's image in input.image")
                    .with("target", target.name());
        }
        List<ImageDefinition> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields entry : input.objects(FIELD, ImageDefinitions.MOST, "name a container and its image in each")) {
            ImageDefinition one = one(entry.only("name", "imageUri"));
            readable(entry, one, settings);
            if (!names.add(one.name())) {
                throw entry.wrong("name", "is of a container that is named twice: leave one out").with("container", one.name());
            }
            all.add(one);
        }
        return new ImageDefinitions(all);
    }

    private static ImageDefinition one(Fields entry) {
        String name = entry.needRead("name", "name the container as the task definition does", ImageDefinition::named);
        return entry.needRead("imageUri", "write ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME with a tag or a digest, since only images of ECR are deployed",
                uri -> new ImageDefinition(name, uri));
    }

    /** A service may pull from anywhere; Slipway proves what it deploys, so it has to be able to ask. */
    private static void readable(Fields entry, ImageDefinition one, Settings settings) {
        Repository repository = one.repository();
        if (!repository.region().equals(settings.region())) {
            throw entry.wrong("imageUri", "is of another region than Slipway's: name an image of a registry there")
                    .with("region", repository.region()).with("expected", settings.region());
        }
        if (!settings.registryAccounts().contains(repository.account())) {
            throw entry.wrong("imageUri", "is of an account whose registry Slipway may not read: add the account to RegistryAccounts, or copy the image")
                    .with("account", repository.account());
        }
    }
}
