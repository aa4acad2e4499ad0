package qupath.lib.plugins.workflow;

public class Workflow {
    private Workflow() {}

    public native void addStep(WorkflowStep step);
}
