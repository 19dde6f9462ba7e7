package slipway.cli.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import slipway.sandbox.Sandbox;

/** What a person reads when the sandbox is open: what to export, and commands that work when they are pasted. */
record Opening(Sandbox aws, URI address, int speed, Path home) {
    private static final String REPOSITORY = "shop/api";

    List<String> lines() {
        String region = aws.place().region();
        String image = quoted("file://" + home.toAbsolutePath().normalize().resolve("examples/images/works.json"));
        return List.of("",
                "Slipway runs in a sandbox AWS of account " + aws.place().account() + " in " + region + ", " + pace() + ".",
                "In another terminal:", "",
                "  export AWS_ENDPOINT_URL=" + address + " AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox",
                "  export AWS_DEFAULT_REGION=" + region + " AWS_REGION=" + region, "",
                "Push an image, look at what becomes of it, and roll it back by hand:", "",
                "  aws ecr put-image --repository-name " + REPOSITORY + " --image-tag v2 --image-manifest " + image,
                "  aws ecs describe-services --cluster shop --services api --query 'services[].deployments'",
                "  aws stepfunctions start-execution --state-machine-arn " + aws.stack().arn("DeployMachine")
                        + " --input '{\"target\":\"shop-api\",\"action\":\"rollback\"}'", "",
                "More images lie beside that one: one crashes at boot, one answers 404. Ctrl-C ends it.", "");
    }

    private String pace() {
        return speed == 1 ? "in real time" : "on a clock " + speed + " times as fast as yours";
    }

    /** For a shell: as it is if it can be, else between quotes. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_/.:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
