package slipway.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import slipway.release.Deployment;
import slipway.release.Image;
import slipway.release.ImageDefinition;
import slipway.release.ImageDefinitions;
import slipway.release.Repository;
import slipway.rollout.BadInput;
import slipway.rollout.Registry;
import slipway.rollout.Stored;

/** Finds the images that image definitions name, each in its own repository, and proves that each can be deployed. */
final class Defined {
    private final Registry registry;

    Defined(Registry registry) {
        this.registry = registry;
    }

    /**
     * Resolves each to its digest. The deployment is about the image of the target's own repository if one of them is, else
     * about the first.
     *
     * @throws BadInput naming the container whose image can't be deployed
     */
    Wanted.BringEach bring(Deployment deployment, ImageDefinitions definitions, Repository own) {
        Map<String, Image> images = new LinkedHashMap<>();
        definitions.all().forEach(one -> images.put(one.name(), image(one)));
        ImageDefinition about = definitions.all().stream().filter(one -> one.repository().equals(own)).findFirst()
                .orElse(definitions.all().getFirst());
        return new Wanted.BringEach(deployment.withImage(images.get(about.name()), about.reference().tag()), images);
    }

    private Image image(ImageDefinition one) {
        try {
            Stored stored = registry.find(one.repository(), one.reference()).filter(Stored::pullable).orElseThrow(() -> wrong(one,
                    "names an image that is not in its repository, or is archived: check the tag or digest, push or restore it first"));
            registry.notDeployable(one.repository(), stored.digest()).ifPresent(why -> {
                throw wrong(one, "names what can't be deployed: name the tag or the digest of the whole image").with("why", why);
            });
            return new Image(one.repository(), stored.digest());
        } catch (BadInput e) {
            throw e.facts().containsKey("container") ? e
                    : wrong(one, "names an image that its registry does not show: correct it, or let Slipway read the repository").with("reason", e.getMessage());
        }
    }

    private static BadInput wrong(ImageDefinition one, String what) {
        return new BadInput("input.imageDefinitions " + what).with("container", one.name()).with("image", one.imageUri());
    }
}
