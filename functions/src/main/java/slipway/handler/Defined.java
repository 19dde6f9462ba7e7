package slipway.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import slipway.release.Deployment;
import slipway.release.Image;
import slipway.release.ImageDefinition;
import slipway.release.ImageDefinitions;
import slipway.release.Imprint;
import slipway.release.Repository;
import slipway.rollout.BadInput;
import slipway.rollout.Imprints;
import slipway.rollout.Registry;
import slipway.rollout.Stored;

/** Finds the images that image definitions name, each in its own repository, and proves that each can be deployed. */
final class Defined {
    private final Registry registry;
    private final Imprints imprints;

    Defined(Registry registry, Imprints imprints) {
        this.registry = registry;
        this.imprints = imprints;
    }

    /**
     * Resolves each to its digest. The deployment is about the image of the target's own repository if one of them is, else
     * about the first.
     *
     * @throws BadInput naming the container whose image can't be deployed
     */
    Wanted.BringEach bring(Deployment deployment, ImageDefinitions definitions, Repository own) {
        ImageDefinition about = definitions.all().stream().filter(one -> one.repository().equals(own)).findFirst()
                .orElse(definitions.all().getFirst());
        Map<String, Image> images = new LinkedHashMap<>();
        Imprint imprint = Imprint.NONE;
        for (ImageDefinition one : definitions.all()) {
            Stored stored = stored(one);
            images.put(one.name(), new Image(one.repository(), stored.digest()));
            imprint = one.equals(about) ? Wanted.imprint(imprints, one.repository(), stored) : imprint;
        }
        return new Wanted.BringEach(new Wanted.Bring(deployment.withImage(images.get(about.name()), about.reference().tag()), imprint), images);
    }

    private Stored stored(ImageDefinition one) {
        try {
            Stored stored = registry.find(one.repository(), one.reference()).filter(there -> there.status() != Stored.Status.ARCHIVED).orElseThrow(() -> wrong(one,
                    "names an image that is not in its repository, or is archived: check the tag or digest, push or restore it first"));
            Wanted.requirePullable(stored);
            registry.notDeployable(one.repository(), stored.digest()).ifPresent(why -> {
                throw wrong(one, "names what can't be deployed: name the tag or the digest of the whole image").with("why", why);
            });
            return stored;
        } catch (BadInput e) {
            throw e.facts().containsKey("container") ? e
                    : wrong(one, "names an image that its registry does not show: correct it, or let Slipway read the repository").with("reason", e.getMessage());
        }
    }

    private static BadInput wrong(ImageDefinition one, String what) {
        return new BadInput("input.imageDefinitions " + what).with("container", one.name()).with("image", one.imageUri());
    }
}
