package slipway.rollout;

/** What Slipway remembers, in its parts. DynamoDB in Lambda, memory in demo and simulation; one contract test for both. */
public record Ledger(Targets targets, Claims claims, Records records, Holds holds, Freezes freezes, Told told, Sightings sightings) {}
