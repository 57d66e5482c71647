package io.plateau.local.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the command, as they were given; null or empty where they were not. */
@Command(name = "deploy/local/run", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Runs one experiment per model on this machine, shows its progress and prints the paper's tables.",
        ""}, footer = {"",
                "Exit code: 0 every stage of every experiment completed, 1 something failed, 2 wrong options."})
public final class RunOptions {
    /** What is run when no model is named: the counterparts of the paper's two. */
    static final List<String> DEFAULT_MODELS = List.of("tiny-neox", "tiny-gpt2");

    @Option(names = "--model", paramLabel = "NAME|DIRECTORY", description = {
            "a bundled model, or a directory with config.json, tokenizer.json and safetensors weights (Hugging Face"
                    + " layout), or, with PLATEAU_HUB_ENABLED=true in the environment, a model of the hub such as"
                    + " EleutherAI/pythia-70m or EleutherAI/pythia-70m@step3000; repeatable; default: tiny-neox and"
                    + " tiny-gpt2"})
    List<String> models = List.of();

    @Option(names = "--trajectory", paramLabel = "NAME|DIRECTORY", description = {
            "a training run in place of a model: a directory of step<N> folders, of which each has its weights and takes what"
                    + " else it lacks from the last one; or the bundled tiny-neox-steps. One experiment per checkpoint, then"
                    + " the steps at which something changes"})
    String trajectory;

    @Option(names = "--corpus", paramLabel = "FILE", description = {
            "text to read: .jsonl, .json or .txt, also with .gz; default: the bundled demo"})
    Path corpus;

    @Option(names = "--tokens", paramLabel = "N", description = "token positions to study; default: 25088")
    Integer tokens;

    @Option(names = "--preset", paramLabel = "NAME", split = ",", description = {
            "defaults of the other fields: default, paper (its text, read literally) or published-code (what its author's"
                    + " repository does); several are a study whose verdicts are printed side by side"})
    List<String> presets = List.of();

    @Option(names = "--spec", paramLabel = "FILE", description = {
            "a whole specification as JSON; the options above take precedence over its fields"})
    Path specification;

    @Option(names = "--out", paramLabel = "DIR", description = "directory for tables and figures; default: deploy/local/target/out")
    Path out;

    @Option(names = "--export", paramLabel = "DIR", description = {
            "writes every result row of each experiment there, exact to the bit, with SHA-256: equal results, equal bytes"})
    Path export;

    @Option(names = "--data", paramLabel = "DIR", description = {
            "data directory of Kafka and PostgreSQL; a later run continues where this one stopped; default: fresh data"})
    Path data;

    @Option(names = "--replicas", paramLabel = "SERVICE=N", split = ",", description = {
            "processes of a service, for example inference=2,graph=2; they share the work and change no result;"
                    + " default: one of each"})
    Map<String, Integer> replicas = Map.of();

    @Option(names = "--stay", description = "leave everything up at the end, until Ctrl-C")
    boolean stay;

    @Option(names = "--one-by-one", description = {
            "start the services one after the other, to time each start on its own"})
    boolean oneByOne;

    @Option(names = "--record-classes", hidden = true, description = {
            "create the class archives that make services start quickly; deploy/local/run does so after a build"})
    boolean recordClasses;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;
}
