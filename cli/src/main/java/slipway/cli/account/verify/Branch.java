package slipway.cli.account.verify;

import java.util.List;

/**
 * Findings about one thing.
 *
 * @param name {@code slipway}, or a target's name
 * @param about what that is, for people
 */
public record Branch(String name, String about, List<Finding> findings) {}
