package slipway.sandbox.cloud.ecs;

import slipway.sandbox.cloud.AlarmStates;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Images;
import slipway.sandbox.cloud.LogGroups;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.elb.Elb;

/** What ECS needs of the sandbox around it. */
public record World(Timeline timeline, Place place, Ids ids, Images images, Elb elb, Bus bus, LaunchTimes times,
        Variants variants, LogGroups logs, AlarmStates alarms) {}
