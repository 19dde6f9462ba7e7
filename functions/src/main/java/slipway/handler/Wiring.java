package slipway.handler;

import java.time.InstantSource;
import slipway.aws.Aws;
import slipway.rollout.Ledger;

/** What a handler stands on: settings, the clock, the ledger, AWS. The sandbox makes one with its own clock and wire. */
public record Wiring(Settings settings, InstantSource clock, Ledger ledger, Aws aws) {}
