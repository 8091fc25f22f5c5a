#include "discover/agent.h"

bool value_is_exception(const struct value *value)
{
    return value->type == VALUE_NO_SUCH_OBJECT || value->type == VALUE_NO_SUCH_INSTANCE ||
           value->type == VALUE_END_OF_MIB_VIEW;
}

void agent_send(struct agent *agent, const struct request *request, reply_fn done, void *user)
{
    agent->operations->send(agent, request, done, user);
}

void agent_free(struct agent *agent)
{
    if (agent)
        agent->operations->free(agent);
}
