package slipway.sandbox.cloud.ecs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** An ECS service: what it is told to run, and all that it runs. ({@code Service} is the sandbox's word for an AWS service.) */
final class Workload {
    final String arn;
    final String name;
    final String clusterArn;
    final String cluster;
    final List<LoadBalancer> loadBalancers;
    final String controller;
    final String launchType;
    final boolean daemon;
    final Optional<String> classic;
    private final IntSupplier places;
    final Instant createdAt;
    /** The newest first, as DescribeServices shows them. */
    final List<Deployment> deployments = new ArrayList<>();
    /** Those that have been replaced and are listed still. */
    final List<Deployment> inactive = new ArrayList<>();
    final List<ServiceDeployment> history = new ArrayList<>();
    final Deque<ServiceEvent> events = new ArrayDeque<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    /** Those that were not STOPPED when last looked: of a service that crashes for hours all others are history. */
    private final List<Task> unstopped = new ArrayList<>();
    RolloutConfig config;
    int graceSeconds;
    boolean active = true;
    /** The deployment that a rollback would return to: the last one COMPLETED, and none while one returns to it. */
    Optional<Deployment> lastCompleted = Optional.empty();
    /** It has reached a steady state, and has said so. */
    boolean steady;
    boolean passPlanned;
    /** Fargate has room for its tasks. */
    boolean capacity = true;
    int startFailures;
    Instant noStartBefore = Instant.MIN;
    private int desiredCount;

    /** A message of the service's event list. */
    record ServiceEvent(String id, Instant createdAt, String message) {}

    /** @param places how many tasks a daemon should have by now */
    Workload(String arn, String cluster, String clusterArn, NewService settings, IntSupplier places, Instant now) {
        this.arn = arn;
        this.name = settings.name();
        this.cluster = cluster;
        this.clusterArn = clusterArn;
        this.loadBalancers = List.copyOf(settings.loadBalancers());
        this.controller = settings.controller();
        this.launchType = settings.launchType();
        this.daemon = settings.daemon();
        this.classic = settings.classic();
        this.places = places;
        this.config = settings.config();
        this.graceSeconds = settings.graceSeconds();
        this.desiredCount = settings.desiredCount();
        this.createdAt = now;
    }

    Deployment primary() {
        return deployments.getFirst();
    }

    int desiredCount() {
        return !daemon ? desiredCount : active ? places.getAsInt() : 0;
    }

    void desiredCount(int count) {
        desiredCount = count;
    }

    void add(Task task) {
        tasks.put(task.id, task);
        unstopped.add(task);
    }

    /** Returns those that are not STOPPED. */
    List<Task> unstopped() {
        unstopped.removeIf(task -> task.status() == TaskStatus.STOPPED);
        return List.copyOf(unstopped);
    }

    Collection<Task> tasks() {
        return tasks.values();
    }

    Stream<Task> live() {
        return unstopped().stream().filter(Task::live);
    }

    long running() {
        return unstopped().stream().filter(Task::running).count();
    }

    long pending() {
        return unstopped().stream().filter(Task::pending).count();
    }
}
