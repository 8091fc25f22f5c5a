#include "discover/agent.h"

void agent_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    agent->operations->send(agent, request, done, user);
}

void agent_free(struct agent *agent)
{
    if (agent)
        agent->operations->free(agent);
}
