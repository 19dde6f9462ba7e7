# What Slipway is told of this service.
resource "aws_ssm_parameter" "api_target" {
  name           = "/slipway/targets/shop-api"
  type           = "String"
  insecure_value = file("${path.module}/../shop-api.target.json")
}

# The image that is live. Terraform writes it once, so that there is something to start with; then Slipway writes it, and each
# plan reads what it wrote. (insecure_value is a value that Terraform may show.)
resource "aws_ssm_parameter" "api_live" {
  name           = "/slipway/live/shop-api"
  type           = "String"
  insecure_value = var.first_images.api

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_ecs_task_definition" "api" {
  family                   = "shop-api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.execution.arn

  # Else Terraform deregisters the revision before, and no service can go back to it.
  skip_destroy = true

  container_definitions = jsonencode([{
    name         = "api"
    image        = aws_ssm_parameter.api_live.insecure_value
    essential    = true
    portMappings = [{ containerPort = 8080 }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.api.name
        "awslogs-region"        = data.aws_region.here.region
        "awslogs-stream-prefix" = "api"
      }
    }
  }])
}

resource "aws_ecs_service" "api" {
  name                              = "api"
  cluster                           = var.cluster
  task_definition                   = aws_ecs_task_definition.api.arn
  desired_count                     = 2
  launch_type                       = "FARGATE"
  health_check_grace_period_seconds = 30

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = var.subnets
    security_groups = var.security_groups
  }

  load_balancer {
    container_name   = "api"
    container_port   = 8080
    target_group_arn = var.target_group_arn
  }

  lifecycle {
    # What autoscaling has chosen. Not task_definition: see docs/INFRASTRUCTURE.md.
    ignore_changes = [desired_count]
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/shop/api"
  retention_in_days = 30
}

resource "aws_iam_role" "execution" {
  name_prefix        = "shop-api-execution-"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "pull_and_log" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
