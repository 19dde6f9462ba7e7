terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "cluster" {
  type    = string
  default = "shop"
}

variable "subnets" {
  type = list(string)
}

variable "security_groups" {
  type = list(string)
}

variable "target_group_arn" {
  type        = string
  description = "Of a target group of type ip that a listener of the load balancer forwards to."
}

variable "first_images" {
  type        = object({ api = string, thumbs = string })
  description = "What runs before Slipway's first deployment: ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:…; read once. For Lambda an image of one architecture."
}

data "aws_region" "here" {}

output "task_role_arns" {
  description = "Give these to Slipway's parameter TaskRoleArns; without them Slipway may not start tasks of these services."
  value       = [aws_iam_role.execution.arn]
}
